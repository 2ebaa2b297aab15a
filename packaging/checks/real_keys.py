"""Real keys into real windows: a virtual screen of our own, and XTEST by way of the system's X libraries."""

import ctypes
import ctypes.util
import os
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from ctypes import POINTER, byref, c_char_p, c_int, c_uint, c_ulong, c_void_p

KEYSYMS = {" ": "space", "\n": "Return", ".": "period", ",": "comma", "-": "minus", "/": "slash", "?": "question"}


class Screen:
    """A connection to one X display. Raises OSError when there is none or the X libraries are missing."""

    def __init__(self, display: str) -> None:
        self.display = display
        self._x = ctypes.CDLL(ctypes.util.find_library("X11") or "libX11.so.6")
        self._tst = ctypes.CDLL(ctypes.util.find_library("Xtst") or "libXtst.so.6")
        self._x.XOpenDisplay.restype = c_void_p
        self._x.XOpenDisplay.argtypes = [c_char_p]
        for name in ("XFlush", "XDefaultRootWindow"):
            getattr(self._x, name).argtypes = [c_void_p]
        self._x.XSync.argtypes = [c_void_p, c_int]
        self._x.XDefaultRootWindow.restype = c_ulong
        self._x.XStringToKeysym.restype = c_ulong
        self._x.XStringToKeysym.argtypes = [c_char_p]
        self._x.XKeysymToKeycode.argtypes = [c_void_p, c_ulong]
        self._x.XKeysymToKeycode.restype = c_uint
        self._x.XGetImage.restype = c_void_p
        self._x.XGetImage.argtypes = [c_void_p, c_ulong, c_int, c_int, c_uint, c_uint, c_ulong, c_int]
        self._x.XDestroyImage.argtypes = [c_void_p]
        self._tst.XTestFakeKeyEvent.argtypes = [c_void_p, c_uint, c_int, c_ulong]
        self._handle = self._x.XOpenDisplay(display.encode())
        if not self._handle:
            raise OSError("no X display")
        self._root = self._x.XDefaultRootWindow(self._handle)

    def focus(self) -> None:
        """Give the keyboard to the largest window: there is no window manager here to do it."""
        root, parent, children, count = c_ulong(), c_ulong(), POINTER(c_ulong)(), c_uint()
        self._x.XQueryTree(
            c_void_p(self._handle), c_ulong(self._root), byref(root), byref(parent), byref(children), byref(count)
        )
        best, area = 0, 0
        for at in range(count.value):
            where = (c_int(), c_int(), c_uint(), c_uint(), c_uint(), c_uint())
            window = c_ulong(children[at])
            self._x.XGetGeometry(c_void_p(self._handle), window, byref(root), *(byref(one) for one in where))
            if where[2].value * where[3].value > area:
                best, area = children[at], where[2].value * where[3].value
        self._x.XSetInputFocus(c_void_p(self._handle), c_ulong(best), 2, c_ulong(0))
        self._x.XSync(self._handle, 0)
        time.sleep(0.05)

    def press(self, chord: str) -> None:
        """Press and let go a key or chord by X names: `a`, `Return`, `Control_L+n`, `Control_L+Shift_L+z`."""
        codes = [self._code(name) for name in chord.split("+")]
        for code in codes:
            self._tst.XTestFakeKeyEvent(self._handle, code, 1, 0)
        for code in reversed(codes):
            self._tst.XTestFakeKeyEvent(self._handle, code, 0, 0)
        self._x.XFlush(self._handle)

    def type(self, text: str, *, each: float = 0.02) -> None:
        """Type plain characters, `each` seconds apart."""
        for char in text:
            self.press(KEYSYMS.get(char, char))
            time.sleep(each)

    def pixels(self, x: int, y: int, width: int, height: int) -> bytes:
        """Return what stands on the screen in a rectangle, 4 bytes a pixel."""
        image = self._x.XGetImage(self._handle, self._root, x, y, width, height, 0xFFFFFFFF, 2)
        if not image:
            return b""
        # XImage: width, height, xoffset, format as int, then the pointer to the pixels
        found = ctypes.cast(image, POINTER(c_int))
        pointer = ctypes.cast(ctypes.addressof(found.contents) + 16, POINTER(c_void_p)).contents.value
        taken = ctypes.string_at(pointer, width * height * 4) if pointer else b""
        self._x.XDestroyImage(image)
        return taken

    def _code(self, name: str) -> int:
        code = int(self._x.XKeysymToKeycode(self._handle, self._x.XStringToKeysym(name.encode())))
        if not code:
            raise ValueError(f"no key for {name!r} on this keyboard")
        return code


@contextmanager
def virtual_screen(size: str = "1366x768") -> Iterator[Screen]:
    """Start an Xvfb of our own, give a connection to it, and end it by its own process."""
    read, write = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write), "-screen", "0", f"{size}x24", "-noreset", "-nolisten", "tcp"],
        pass_fds=(write,), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    os.close(write)
    try:
        with os.fdopen(read) as told:
            number = told.readline().strip()
        if not number:
            raise OSError("Xvfb did not start")
        yield Screen(f":{number}")
    finally:
        server.terminate()
        server.wait()

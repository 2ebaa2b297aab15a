"""A line between stations and hubs that is as bad as one may get: it drops, resets, dawdles, and picks any hub."""

import asyncio
import contextlib
import random
import socket
import struct
import threading


class Proxy:
    """Listens on a port of this machine and passes on to one of these ports; `bad` is how often a line is harmed."""

    def __init__(self, ports, bad=0.0, seed=1):
        self.ports, self.bad, self.dice = ports, bad, random.Random(seed)
        self.counted = {"lines": 0, "dropped": 0, "reset": 0}
        self.loop, self.ready = asyncio.new_event_loop(), threading.Event()
        self.thread = threading.Thread(target=self._run, daemon=True)
        self.thread.start()
        self.ready.wait(10)

    def stop(self):
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join(10)

    def _run(self):
        asyncio.set_event_loop(self.loop)
        self.loop.set_exception_handler(lambda _loop, _context: None)
        server = self.loop.run_until_complete(asyncio.start_server(self._line, "127.0.0.1", 0))
        self.port = server.sockets[0].getsockname()[1]
        self.ready.set()
        self.loop.run_forever()

    async def _line(self, reader, writer):
        self.counted["lines"] += 1
        fate = self.dice.choice(["drop", "reset"]) if self.dice.random() < self.bad else "well"
        left = [self.dice.randrange(200, 8_000) if fate != "well" else 1 << 60]  # bytes, both ways together
        try:
            far_reader, far_writer = await asyncio.open_connection("127.0.0.1", self.dice.choice(self.ports))
        except OSError:
            writer.close()
            return
        both = [
            asyncio.ensure_future(self._pass_on(*one, left)) for one in ((reader, far_writer), (far_reader, writer))
        ]
        await asyncio.wait(both, return_when=asyncio.FIRST_COMPLETED)
        for one in both:
            one.cancel()
        if left[0] <= 0:
            self.counted["reset" if fate == "reset" else "dropped"] += 1
        for end in (writer, far_writer):
            if fate == "reset" and left[0] <= 0:
                end.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                end.transport.abort()
            with contextlib.suppress(OSError):
                end.close()

    async def _pass_on(self, reader, writer, left):
        with contextlib.suppress(OSError):
            while piece := await reader.read(16_384):
                left[0] -= len(piece)
                if left[0] <= 0:
                    return
                if left[0] < 1 << 50 and self.dice.random() < 0.1:
                    await asyncio.sleep(self.dice.random() / 4)
                writer.write(piece)
                await writer.drain()

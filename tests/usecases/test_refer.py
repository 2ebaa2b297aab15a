from tests.records import MORNING, a_service
from tests.usecases.desks import DESK, a_draft

from workstation.usecases.open_call import open_call
from workstation.usecases.refer import refer
from workstation.usecases.register_call import register_call


def test_a_referral_carries_the_entry_as_it_was_said(vault, clock, codebook):
    draft = a_draft()
    referred = refer(a_service(category="politie", version=3), draft.persons[0].id, now=clock, how="referral_warm")
    assert referred.outcome == "police_justice"
    draft.add_referral(referred.referral)
    done = register_call(draft, DESK, vault=vault, codebook=codebook, now=clock)
    (kept,) = open_call(done.call, DESK, vault=vault, now=clock).call.referrals
    assert (kept.service, kept.service_version, kept.service_name) == ("caw-oost", 3, "CAW Oost-Vlaanderen")
    assert (kept.person, kept.how, kept.given_at) == (draft.persons[0].id, "referral_warm", MORNING)


def test_a_referral_before_any_person_was_noted_belongs_to_the_call(clock):
    assert refer(a_service(), None, now=clock).referral["person"] is None

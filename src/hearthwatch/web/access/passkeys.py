# SPDX-License-Identifier: Apache-2.0
"""Passkeys: signing in by a key that stays in somebody's device (W3C Web Authentication, level 2).

A credential is bound to the host's name by the browser, so a copied page on another host gets nothing. No
attestation is asked for: which device somebody has is not our business.

The library is loaded by the first ceremony: it takes as long as all the rest of the pages' code.
"""

from __future__ import annotations

import json
from collections import OrderedDict
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from hearthwatch.model.errors import UsageError
from hearthwatch.store.access import Account, Passkey

from .desk import SIGNED_IN, AccessDesk, Client, RefusedError, SignedIn
from .roll import Roll
from .throttle import Throttle, network_of
from .tokens import fresh_token

_HOLDS = timedelta(minutes=5)
_MOST_UNDER_WAY = 1000
_MOST_KEYS = 20
_BROWSER_S = 120


@dataclass(frozen=True, slots=True)
class Host:
    """Where the page is: its host's name without a port, and its origin with scheme and port."""

    name: str
    origin: str


@dataclass(frozen=True, slots=True)
class _UnderWay:
    challenge: bytes
    account: str | None
    ends: datetime


class Passkeys:
    """See the module."""

    def __init__(self, roll: Roll, desk: AccessDesk) -> None:
        """Take the roll and the desk at which people sign in."""
        self._roll, self._desk = roll, desk
        self._under_way: OrderedDict[str, _UnderWay] = OrderedDict()
        self._tries = Throttle(roll.clock, burst=30, every_s=5.0)

    def register_options(self, account: Account, host: Host) -> tuple[str, dict[str, object]]:
        """Return a ceremony's name and what the browser needs to make a passkey. Raises UsageError."""
        mine = [each for each in self._roll.passkeys.values() if each.account == account.id]
        if len(mine) >= _MOST_KEYS:
            raise UsageError(f"An account has {_MOST_KEYS} passkeys at most", do="Remove one first")
        from webauthn import generate_registration_options, helpers, options_to_json  # noqa: PLC0415

        options = generate_registration_options(
            rp_id=host.name,
            rp_name="Hearthwatch",
            user_id=account.id.encode(),
            user_name=account.visitor.name,
            timeout=_BROWSER_S * 1000,
            authenticator_selection=helpers.structs.AuthenticatorSelectionCriteria(
                resident_key=helpers.structs.ResidentKeyRequirement.REQUIRED,
                user_verification=helpers.structs.UserVerificationRequirement.REQUIRED,
            ),
            exclude_credentials=[
                helpers.structs.PublicKeyCredentialDescriptor(helpers.base64url_to_bytes(each.id))
                for each in mine
            ],
        )
        return self._begin(options.challenge, account.id), json.loads(options_to_json(options))

    async def register(self, account: Account, host: Host, ceremony: str, answer: object, label: str) -> None:
        """Keep the passkey that the browser made. Raises RefusedError where it does not fit."""
        begun = self._end(ceremony, account.id)
        from webauthn import helpers, verify_registration_response  # noqa: PLC0415

        try:
            made = verify_registration_response(
                credential=json.dumps(answer),
                expected_challenge=begun.challenge,
                expected_rp_id=host.name,
                expected_origin=host.origin,
                require_user_verification=True,
            )
        except (helpers.exceptions.WebAuthnException, ValueError, TypeError, KeyError) as error:
            raise RefusedError("This passkey could not be checked", do="Try again") from error
        number = helpers.bytes_to_base64url(made.credential_id)
        if number in self._roll.passkeys:
            raise UsageError("This passkey is known already")
        now, label = self._roll.clock.now(), label.strip() or "passkey"
        passkey = Passkey(number, account.id, label, made.credential_public_key, made.sign_count, now)
        await self._roll.archive.call(lambda store: store.access.keep_passkey(passkey))
        await self._roll.note(account.visitor.name, f"added a passkey: {passkey.label}")
        await self._roll.read()

    async def remove(self, account: Account, number: str) -> bool:
        """Remove one of an account's passkeys; return whether there was one."""
        passkey = self._roll.passkeys.get(number)
        if passkey is None or passkey.account != account.id:
            return False
        await self._roll.archive.call(lambda store: store.access.remove_passkey(number))
        await self._roll.note(account.visitor.name, f"removed a passkey: {passkey.label}")
        await self._roll.read()
        return True

    def sign_in_options(self, host: Host, client: Client) -> tuple[str, dict[str, object]]:
        """Return a ceremony's name and what the browser needs to sign in. Raises TooOftenError."""
        self._tries.spend(network_of(client.address))
        from webauthn import generate_authentication_options, helpers, options_to_json  # noqa: PLC0415

        options = generate_authentication_options(
            rp_id=host.name,
            timeout=_BROWSER_S * 1000,
            user_verification=helpers.structs.UserVerificationRequirement.REQUIRED,
        )
        return self._begin(options.challenge, None), json.loads(options_to_json(options))

    async def sign_in(self, host: Host, ceremony: str, answer: object, client: Client) -> SignedIn:
        """Let somebody in by a passkey. Raises RefusedError, TooOftenError."""
        self._tries.spend(network_of(client.address))
        begun = self._end(ceremony, None)
        number = answer.get("id") if isinstance(answer, dict) else None
        passkey = self._roll.passkeys.get(number) if isinstance(number, str) else None
        account = None if passkey is None else self._roll.accounts.get(passkey.account)
        if passkey is None or account is None:
            raise RefusedError("This passkey is not known here")
        from webauthn import helpers, verify_authentication_response  # noqa: PLC0415

        try:
            found = verify_authentication_response(
                credential=json.dumps(answer),
                expected_challenge=begun.challenge,
                expected_rp_id=host.name,
                expected_origin=host.origin,
                credential_public_key=passkey.public_key,
                # Raises where the count went back: a copy of the key signs somewhere else (6.1.1).
                credential_current_sign_count=passkey.count,
                require_user_verification=True,
            )
        except (helpers.exceptions.WebAuthnException, ValueError, TypeError, KeyError) as error:
            raise RefusedError("This passkey could not be checked", do="Try again") from error
        counted = replace(passkey, count=found.new_sign_count)
        await self._roll.archive.call(lambda store: store.access.keep_passkey(counted))
        return await self._desk.let_in(account, client, SIGNED_IN)

    def _begin(self, challenge: bytes, account: str | None) -> str:
        ceremony = fresh_token()
        self._under_way[ceremony] = _UnderWay(challenge, account, self._roll.clock.now() + _HOLDS)
        if len(self._under_way) > _MOST_UNDER_WAY:
            self._under_way.popitem(last=False)
        return ceremony

    def _end(self, ceremony: str, account: str | None) -> _UnderWay:
        begun = self._under_way.pop(ceremony, None)
        if begun is None or begun.account != account or begun.ends <= self._roll.clock.now():
            raise RefusedError("That took too long", do="Try again")
        return begun

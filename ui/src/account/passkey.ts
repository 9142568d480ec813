// SPDX-License-Identifier: Apache-2.0
// Passkeys in the browser: the service's JSON in, the authenticator asked, JSON out (Web Authentication, level 2).

type Json = Record<string, unknown>;

/** Browsers bind passkeys to a name, never to a bare address (its section 5.1.2). */
export const hasPasskeys = (): boolean =>
  typeof PublicKeyCredential !== "undefined" && isSecureContext && !/^[\d.]+$|:/.test(location.hostname);

/** Null where the person called it off, or the device could not. */
export async function makePasskey(options: unknown): Promise<Json | null> {
  const wanted = options as Json & { user: Json & { id: string }; challenge: string; excludeCredentials?: { id: string }[] };
  const publicKey = {
    ...wanted,
    challenge: bytes(wanted.challenge),
    user: { ...wanted.user, id: bytes(wanted.user.id) },
    excludeCredentials: (wanted.excludeCredentials ?? []).map((each) => ({ ...each, type: "public-key", id: bytes(each.id) })),
  } as unknown as PublicKeyCredentialCreationOptions;
  const made = await quietly(navigator.credentials.create({ publicKey }));
  if (made === null) return null;
  const response = made.response as AuthenticatorAttestationResponse;
  return { ...outer(made), response: { clientDataJSON: words(response.clientDataJSON), attestationObject: words(response.attestationObject) } };
}

/** Null where the person called it off, or has none. */
export async function askPasskey(options: unknown): Promise<Json | null> {
  const wanted = options as Json & { challenge: string };
  const publicKey = { ...wanted, challenge: bytes(wanted.challenge), allowCredentials: [] } as unknown as PublicKeyCredentialRequestOptions;
  const used = await quietly(navigator.credentials.get({ publicKey }));
  if (used === null) return null;
  const response = used.response as AuthenticatorAssertionResponse;
  return {
    ...outer(used),
    response: {
      clientDataJSON: words(response.clientDataJSON),
      authenticatorData: words(response.authenticatorData),
      signature: words(response.signature),
      userHandle: response.userHandle === null ? null : words(response.userHandle),
    },
  };
}

function outer(credential: PublicKeyCredential): Json {
  return { id: credential.id, rawId: words(credential.rawId), type: credential.type, clientExtensionResults: {} };
}

async function quietly(asked: Promise<Credential | null>): Promise<PublicKeyCredential | null> {
  try {
    return (await asked) as PublicKeyCredential | null;
  } catch {
    return null;
  }
}

export function bytes(base64url: string): Uint8Array<ArrayBuffer> {
  const plain = atob(base64url.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0));
}

export function words(buffer: ArrayBuffer): string {
  const plain = Array.from(new Uint8Array(buffer), (byte) => String.fromCharCode(byte)).join("");
  return btoa(plain).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

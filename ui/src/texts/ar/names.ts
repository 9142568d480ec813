// SPDX-License-Identifier: Apache-2.0
// Keeps a name's own direction within Arabic (Unicode's isolates), so that "Gate 3" does not become "3 Gate".

export function isolated(name: string): string {
  return `\u2068${name}\u2069`;
}

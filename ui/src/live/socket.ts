// SPDX-License-Identifier: Apache-2.0
// The browser's WebSocket as the feed sees it: it opens, gives bytes, and closes.

export interface SocketEvents {
  onOpen(): void;
  onBytes(bytes: Uint8Array): void;
  onClose(): void;
}

export interface Socket {
  close(): void;
}

/** Nothing is heard of a socket after `close`. What is no bytes is left out. */
export function openSocket(address: string, events: SocketEvents): Socket {
  const socket = new WebSocket(address);
  socket.binaryType = "arraybuffer";
  socket.onopen = () => { events.onOpen(); };
  socket.onclose = () => { events.onClose(); };
  socket.onmessage = ({ data }: MessageEvent<unknown>) => {
    if (data instanceof ArrayBuffer) events.onBytes(new Uint8Array(data));
  };
  return {
    close: () => {
      socket.onopen = socket.onclose = socket.onmessage = null;
      socket.close();
    },
  };
}

import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** A plain TCP proxy in front of one or several targets: a balancer that can be cut, made slow, or made to lose a target. */
export interface TcpProxy {
  readonly port: number;
  /** Targets in turn; a connection that a target refuses goes to the next one. */
  readonly targets: { host: string; port: number }[];
  /** Added before each piece is passed on, in both directions. */
  delayMilliseconds: number;
  /** While true, new connections end at once. */
  refusing: boolean;
  /** Ends every connection that is open now, without a word. */
  cut(): void;
  close(): Promise<void>;
}

export async function startTcpProxy(targets: { host: string; port: number }[]): Promise<TcpProxy> {
  const open = new Set<Socket>();
  let turn = 0;

  const server = createServer({ allowHalfOpen: true }, (near) => {
    if (proxy.refusing || proxy.targets.length === 0) return void near.destroy();
    track(near);
    join(near, proxy.targets.length);
  });

  function track(socket: Socket): void {
    open.add(socket);
    socket.on('error', () => undefined);
    socket.once('close', () => open.delete(socket));
  }
  function join(near: Socket, left: number): void {
    const target = proxy.targets[turn++ % proxy.targets.length];
    if (!target || left === 0) return void near.destroy();
    const far = connect({ ...target, allowHalfOpen: true });
    track(far);
    const next = () => join(near, left - 1);
    far.once('close', next);
    far.once('connect', () => {
      far.off('close', next);
      pass(near, far);
      pass(far, near);
    });
  }

  function pass(from: Socket, to: Socket): void {
    from.on('data', (bytes) => {
      if (proxy.delayMilliseconds === 0) return void to.write(bytes);
      // Pieces keep their order: nothing is read before this one has left.
      from.pause();
      setTimeout(() => {
        if (!to.destroyed) to.write(bytes);
        from.resume();
      }, proxy.delayMilliseconds);
    });
    from.once('end', () => to.end());
    from.once('close', () => to.destroy());
  }

  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const proxy: TcpProxy = {
    port: (server.address() as AddressInfo).port,
    targets,
    delayMilliseconds: 0,
    refusing: false,
    cut() {
      for (const socket of open) socket.destroy();
    },
    async close() {
      server.close();
      proxy.cut();
      await once(server, 'close');
    },
  };
  return proxy;
}

import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { connect, type Socket, type TcpNetConnectOpts } from 'node:net';

/**
 * Agents whose connections are reset when a request is given up. Closed in the usual way, the system would go on for a minute or more to deliver
 * what was sent and not yet received: a message would arrive long after it was held for lost, and sent again.
 */
export const resettingAgents = (): { httpAgent: HttpAgent; httpsAgent: HttpsAgent } => ({
  httpAgent: new ResettingHttpAgent({ keepAlive: true }),
  httpsAgent: new ResettingHttpsAgent({ keepAlive: true }),
});

type Connect = Parameters<HttpAgent['createConnection']>;

class ResettingHttpAgent extends HttpAgent {
  override createConnection(...[options, callback]: Connect): Socket {
    const socket = super.createConnection(options, callback) as Socket;
    return resetBy(socket, socket);
  }
}

class ResettingHttpsAgent extends HttpsAgent {
  override createConnection(...[options, callback]: Parameters<HttpsAgent['createConnection']>): Socket {
    const socket = connect(options as TcpNetConnectOpts);
    // `tls.connect` takes it; the types do not say so.
    const over = { ...options, socket } as typeof options;
    return resetBy(socket, super.createConnection(over, callback) as Socket);
  }
}

/** @param top what is destroyed, over the connection or itself */
function resetBy(socket: Socket, top: Socket): Socket {
  const destroy = top.destroy.bind(top);
  top.destroy = (error) => {
    // Resetting it destroys it, too, and would forget why.
    top.destroy = () => destroy(error);
    if (!socket.connecting && !socket.destroyed) socket.resetAndDestroy();
    return destroy(error);
  };
  return top;
}

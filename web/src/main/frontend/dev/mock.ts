import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Plugin } from 'vite';
import { World } from './world';

/**
 * A stand-in for `/api/v1` while the application is developed; never part of the bundle. Starts set up and signed in unless
 * the address was opened with `/api/v1/mock/fresh`; `/api/v1/mock/fail?path=…&status=…` makes a path fail, `/api/v1/mock/salesperson` takes
 * the other roles away.
 */
export function mockServer(): Plugin {
  let world = new World(true);
  const failing = new Map<string, number>();
  return {
    name: 'tinypixel-mock',
    configureServer(server) {
      server.middlewares.use((request, response, next) => {
        const address = new URL(request.url ?? '/', 'http://localhost');
        if (!address.pathname.startsWith('/api/v1/')) return next();
        const path = address.pathname.slice('/api/v1'.length);
        if (path === '/mock/fresh' || path === '/mock/full') {
          world = new World(path === '/mock/full');
          failing.clear();
          return send(response, 204);
        }
        if (path === '/mock/salesperson') {
          if (world.user !== null) world.user.roles = ['salesperson'];
          return send(response, 204);
        }
        if (path === '/mock/fail') {
          failing.set(address.searchParams.get('path') ?? '', Number(address.searchParams.get('status') ?? 500));
          return send(response, 204);
        }
        const fails = [...failing].find(([prefix]) => path.startsWith(prefix));
        if (fails !== undefined) {
          return send(response, fails[1], { title: 'Broken on purpose', status: fails[1], detail: null, requestId: 'req-7f3a91' }, 'application/problem+json');
        }
        if (path === '/events/stream') return stream(world, request, response);
        void read(request).then((body) => answer(world, request.method ?? 'GET', path, address.searchParams, body, response));
      });
    },
  };
}

function read(request: IncomingMessage): Promise<unknown> {
  return new Promise((resolve) => {
    let text = '';
    request.on('data', (chunk: Buffer) => (text += chunk.toString()));
    request.on('end', () => resolve(text === '' ? undefined : JSON.parse(text)));
  });
}

function answer(world: World, method: string, path: string, query: URLSearchParams, body: unknown, response: ServerResponse): void {
  const result = world.answer(method, path, query, body);
  if (typeof result.body === 'string') {
    response.setHeader('Content-Security-Policy', "default-src 'none'; img-src 'self' data:; style-src 'unsafe-inline'");
    return send(response, result.status, result.body, result.type ?? 'text/html; charset=utf-8');
  }
  send(response, result.status, result.body, result.status >= 400 ? 'application/problem+json' : 'application/json');
}

function stream(world: World, request: IncomingMessage, response: ServerResponse): void {
  response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' });
  const write = (event: string, data: unknown): void => void response.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
  write('ping', {});
  const stop = world.listen((change) => write('copy', change));
  const timer = setInterval(() => write('ping', {}), 15_000);
  request.on('close', () => {
    stop();
    clearInterval(timer);
  });
}

function send(response: ServerResponse, status: number, body?: unknown, type = 'application/json'): void {
  response.statusCode = status;
  if (body === undefined) return void response.end();
  response.setHeader('Content-Type', type);
  response.end(typeof body === 'string' ? body : JSON.stringify(body));
}

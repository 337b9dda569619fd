/**
 * The least that Node can do: answers every request with the answer it was given (base64, head and body as they were
 * on the wire). Runs as a child of the benchmark, tells its port, and ends with it.
 */
import { createServer } from 'node:http';

/** Node writes these itself, as it does for the page. */
const nodesOwn = /^(date|connection|keep-alive|transfer-encoding)$/i;

process.once('message', (message) => {
  const answer = Buffer.from(String(message), 'base64');
  const end = answer.indexOf('\r\n\r\n');
  const headers = answer
    .subarray(0, end)
    .toString('latin1')
    .split('\r\n')
    .slice(1)
    .map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 2)] as const)
    .filter(([name]) => !nodesOwn.test(name))
    .flat();
  const body = answer.subarray(end + 4);
  const server = createServer((_request, response) => {
    response.writeHead(200, headers);
    response.end(body);
  });
  server.listen(0, '127.0.0.1', () => {
    const address = server.address();
    process.send?.(typeof address === 'object' && address ? address.port : 0);
  });
});
process.once('disconnect', () => process.exit());

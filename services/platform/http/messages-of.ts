import { IncomingMessage, type RequestListener, type ServerOptions, ServerResponse } from 'node:http';
import type { Express } from 'express';

/** An Express app, or a plain function. */
export type Listener = RequestListener & Partial<Pick<Express, 'request' | 'response'>>;

/**
 * What a server makes the requests and replies of an Express app of: they are born with the app's prototypes. Express would
 * change those of each, and V8 then makes a hidden class for each property that is added to each of them: a third of the
 * time of a small route, and 12 KB of the old space a request (expressjs/express#5998, nodejs/node#37457).
 */
export const messagesOf = (app: Listener): Pick<ServerOptions, 'IncomingMessage' | 'ServerResponse'> => {
  const { request, response } = app;
  if (!request || !response) return {};
  class AppRequest extends IncomingMessage {}
  class AppResponse<Asked extends IncomingMessage> extends ServerResponse<Asked> {}
  Object.setPrototypeOf(AppRequest.prototype, request);
  Object.setPrototypeOf(AppResponse.prototype, response);
  Object.assign(app, { request: AppRequest.prototype, response: AppResponse.prototype });
  return { IncomingMessage: AppRequest, ServerResponse: AppResponse };
};

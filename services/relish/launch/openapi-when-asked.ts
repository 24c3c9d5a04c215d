import { Router } from 'express';
import type { Config } from '../../platform/config/config.ts';

/** Documents describe the whole surface: they are made, and what makes them is loaded, when somebody first asks. */
export const createOpenApiWhenAsked = (config: Pick<Config, 'RELISH_SERVICE'>): Router => {
  const router = Router();
  let made: Promise<Router> | undefined;
  const make = async (): Promise<Router> => {
    const { createOpenApiDocuments } = await import('./openapi-documents.ts');
    return createOpenApiDocuments(config);
  };
  router.get(['/api/openapi.json', '/v1/openapi.json'], async (request, response, next) => {
    made ??= make();
    (await made)(request, response, next);
  });
  return router;
};

import { Router } from 'express';
import * as accounts from '../../contracts/http/accounts.ts';
import * as answers from '../../contracts/http/answers.ts';
import * as blame from '../../contracts/http/blame.ts';
import * as budgets from '../../contracts/http/budgets.ts';
import * as changes from '../../contracts/http/changes.ts';
import * as behaviours from '../../contracts/http/behaviours.ts';
import * as deadLetters from '../../contracts/http/dead-letters.ts';
import * as demotions from '../../contracts/http/demotions.ts';
import * as experiments from '../../contracts/http/experiments.ts';
import * as fingerprints from '../../contracts/http/fingerprints.ts';
import * as flags from '../../contracts/http/flags.ts';
import * as incidents from '../../contracts/http/incidents.ts';
import * as ingest from '../../contracts/http/ingest.ts';
import * as ordering from '../../contracts/http/ordering.ts';
import * as overview from '../../contracts/http/overview.ts';
import * as policies from '../../contracts/http/policies.ts';
import * as rendezvous from '../../contracts/http/rendezvous.ts';
import * as products from '../../contracts/http/products.ts';
import * as registry from '../../contracts/http/registry.ts';
import * as rollouts from '../../contracts/http/rollouts.ts';
import type { Route } from '../../contracts/http/route.ts';
import * as safetyCurve from '../../contracts/http/safety-curve.ts';
import type { Config } from '../../platform/config/config.ts';
import { createOpenApi } from '../../platform/http/openapi.ts';
import { runs } from './runs.ts';

/** Of the surface, not of the package: it changes when a client has to. */
const VERSION = '1.0.0';

const isRoute = (value: unknown): value is Route =>
  typeof value === 'object' && value !== null && 'path' in value && 'roles' in value && 'reply' in value;

const routes = [
  accounts,
  answers,
  blame,
  budgets,
  changes,
  behaviours,
  deadLetters,
  demotions,
  experiments,
  fingerprints,
  flags,
  incidents,
  ingest,
  ordering,
  overview,
  policies,
  rendezvous,
  products,
  registry,
  rollouts,
  safetyCurve,
]
  .flatMap((contract): unknown[] => Object.values(contract))
  .filter(isRoute);

const documents = [
  {
    service: 'ordering',
    at: '/api/openapi.json',
    title: 'Relish ordering',
    ofPath: (path: string) => path.startsWith('/api/'),
  },
  {
    service: 'recommender',
    at: '/v1/openapi.json',
    title: 'Relish recommender',
    ofPath: (path: string) => !path.startsWith('/api/'),
  },
] as const;

/** The surface of each service of this process, described by the schemas that judge its requests. */
export const createOpenApiDocuments = (config: Pick<Config, 'RELISH_SERVICE'>): Router => {
  const router = Router();
  for (const { at, title, ofPath } of documents.filter(({ service }) => runs(config, service))) {
    const described = routes.filter(({ path }) => ofPath(path));
    const document = createOpenApi({ title, version: VERSION, routes: described });
    router.get(at, (_request, response) => {
      response.json(document);
    });
  }
  return router;
};

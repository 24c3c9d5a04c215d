import { listModels } from '../../contracts/http/rendezvous.ts';
import type { Mount } from '../../platform/http/mount.ts';
import type { OpenRendezvous } from './open-rendezvous.ts';

export const mountModels = (mount: Mount, { describe }: Pick<OpenRendezvous, 'describe'>): void => {
  mount(listModels, describe);
};

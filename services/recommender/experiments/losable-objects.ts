import { objectsAway } from '../../platform/object-store/object-errors.ts';
import type { ObjectStore } from '../../platform/object-store/object-store.ts';

/** An object store that can't be reached while an experiment says so. What is under way then still ends well. */
export const losableObjects = (objects: ObjectStore, isLost: () => boolean): ObjectStore => {
  const check = () => {
    if (isLost()) throw objectsAway('(lost on purpose)', new Error('a chaos experiment runs'));
  };
  return {
    async putIfAbsent(name, bytes) {
      check();
      return objects.putIfAbsent(name, bytes);
    },
    async get(name) {
      check();
      return objects.get(name);
    },
    async list(prefix) {
      check();
      return objects.list(prefix);
    },
    async remove(name) {
      check();
      return objects.remove(name);
    },
    [Symbol.asyncDispose]: () => objects[Symbol.asyncDispose](),
  };
};

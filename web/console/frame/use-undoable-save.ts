import { useMutation, useQueryClient } from '@tanstack/react-query';
import { showDone, showNotUndone } from './show-done.tsx';
import { undoReason } from './undo-reason.ts';

interface Change<State> {
  readonly reason: string;
  /** What its author saw in force: another one in between must not be overwritten unseen. */
  readonly base: State;
}

interface UndoableSave<State, Saved extends Change<State>> {
  readonly queryKey: readonly string[];
  /** @returns what is in force then */
  readonly save: (change: Saved) => Promise<State>;
  /** The change that puts `base` in force again, but for its base and reason. */
  readonly backTo: (base: State) => Omit<Saved, keyof Change<State>>;
  /** What is said of it, and of its being taken back. */
  readonly done: string;
  readonly undone: string;
}

/** Puts something in force with a reason and offers to take it back; undo is a change like any other. */
export const useUndoableSave = <State, Saved extends Change<State>>(
  { queryKey, save, backTo, done, undone }: UndoableSave<State, Saved>,
  onSaved: () => void,
) => {
  const queries = useQueryClient();
  const takeBack = async (change: Saved): Promise<void> => {
    try {
      queries.setQueryData(queryKey, await save(change));
      showDone(undone);
    } catch (error) {
      showNotUndone(error);
    }
  };
  return useMutation({
    mutationFn: save,
    onSuccess: (state, change) => {
      queries.setQueryData(queryKey, state);
      const back = { ...change, ...backTo(change.base), reason: undoReason(change.reason), base: state };
      showDone(done, () => void takeBack(back));
      onSaved();
    },
    onError: () => queries.invalidateQueries({ queryKey }),
  });
};

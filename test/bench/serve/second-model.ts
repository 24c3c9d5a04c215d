import type { ApartModel } from '../../../services/recommender/models/apart-model.ts';
import { mostDaysModel } from '../../builders/apart/most-days-model.ts';

/** The same once more, under another name: the fourth model. */
export const secondModel: ApartModel = { ...mostDaysModel, name: 'ease' };

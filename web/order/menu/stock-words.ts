import type { MenuItem } from '../../../services/contracts/http/ordering.ts';
import { counted } from '../../look/format.ts';

interface StockWords {
  readonly words: string;
  readonly color: string;
}

const FEW = 5;

/** What is left of an item, in words: held ones may come free again, sold ones don't. */
export const stockWords = ({ availability, stock }: Pick<MenuItem, 'availability' | 'stock'>): StockWords => {
  if (availability === 'soldout') return { words: 'Sold out today', color: 'tomato' };
  if (availability === 'held') return { words: 'All held — may come free', color: 'mustard' };
  return stock.left <= FEW
    ? { words: `Only ${stock.left} left`, color: 'mustard' }
    : { words: `${counted(stock.left, 'left', 'left')} today`, color: 'gray' };
};

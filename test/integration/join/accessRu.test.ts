import { describeMatrix } from './accessMatrix.ts';

describeMatrix('ru');

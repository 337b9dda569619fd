import { describeMatrix } from './accessMatrix.ts';

describeMatrix('en');

import assert from 'node:assert/strict';
import { typeCode } from '../../../../server/src/rules/subject/typeCode.ts';

describe('typeCode', () => {
  const cases: readonly (readonly [string, string])[] = [
    ['varchar(20)', '`varchar(20)`'],
    ['varchar(20) /*!40101 CHARACTER SET ascii', '`varchar(20) CHARACTER SET ascii`'],
    ['varchar(20) /*M!100100 COMPRESSED */', '`varchar(20) COMPRESSED`'],
    ["enum('a',\n  'b') /* states */", "`enum('a', 'b')`"],
    ["enum('two  blanks', '/* kept */', 'it''s  so')", "`enum('two  blanks', '/* kept */', 'it''s  so')`"],
  ];
  for (const [text, shown] of cases) it(shown, () => assert.equal(typeCode({ text }), shown));
});

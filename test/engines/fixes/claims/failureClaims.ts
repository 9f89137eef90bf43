/** Rules about statements that fail, files that stop half-way, waits without end and settings left behind. */
import { type RuleClaims, SAME } from '../claim.ts';

const OUTSIDE = { codes: { postgresql: ['25001'] }, intended: 'without transaction' } as const;

export const FAILURE_CLAIMS: Readonly<Record<string, RuleClaims>> = {
  'algorithm-clause-refused': {
    fixes: [
      'Ask for what the server can do',
      'Remove the LOCK clause',
      'Remove the ALGORITHM and LOCK clauses',
      'Put the ALGORITHM and LOCK clauses in front',
    ].map(fix => ({
      fix,
      proves: [...SAME, 'original refused'] as const,
      because: '',
      refused: {
        codes: { mysql: ['1845', '1846', '1221', '1064', '4092'] },
        intended: 'without clauses',
      } as const,
    })),
  },
  'concurrently-in-transaction': {
    fixes: ['Run it outside a transaction', 'Run the file outside a transaction'].map(fix => ({
      fix,
      proves: [...SAME, 'original refused'] as const,
      because: '',
      refused: OUTSIDE,
    })),
  },
  'definition-rejected-by-engine': {
    fixes: [
      ['Cast with USING', '42804'],
      ['Write the default as an expression', '1101'],
      ['Index the first N characters', '1170'],
    ].map(([fix = '', code = '']) => ({
      fix,
      proves: ['original refused'] as const,
      because: '',
      refused: {
        codes: code.length === 5 ? { postgresql: [code] } : { mysql: [code] },
        intended: null,
      } as const,
    })),
    refusal: {
      refused: {
        postgresql: [
          '42804',
          '42846',
          '42883',
          '0A000',
          '42P17',
          '42P16',
          '42601',
          '42P20',
          '42803',
          '42701',
          '22P02',
        ],
        mysql: [
          '1101',
          '1170',
          '1067',
          '1075',
          '1068',
          '1171',
          '1074',
          '3770',
          '3772',
          '1901',
          '1294',
          '1089',
          '1071',
          '1118',
        ],
      },
      because: 'The server takes no definition of this form.',
    },
  },
  'dependent-object-blocks-change': {
    fixes: ['Drop the constraint instead', 'Drop `…` before and create it again'].map(fix => ({
      fix,
      proves: ['original refused'] as const,
      because: '',
      refused: {
        codes: { postgresql: ['2BP01', '0A000'], mysql: ['1553', '1828', '1829', '1833', '3959'] },
        intended: null,
      } as const,
    })),
    refusal: {
      refused: {
        postgresql: ['2BP01', '0A000', '42P16', '55006'],
        mysql: [
          '1553',
          '3780',
          '1828',
          '1829',
          '1832',
          '1833',
          '1834',
          '3108',
          '3730',
          '3855',
          '3959',
          '1217',
          '1451',
          '1054',
          '1901',
          '3837',
          '1025',
          '1846',
        ],
      },
      except: /error 1356/,
      because: 'Something else would be left without what it needs.',
    },
  },
  'drop-cascade-removes-dependents': {
    fixes: [
      { fix: 'Drop what depends on it by name', proves: SAME, because: 'Nothing goes that is not named.' },
    ],
  },
  'enum-value-used-in-same-transaction': {
    fixes: [
      {
        fix: 'Use the label in a migration of its own',
        proves: ['same schema', 'original refused'],
        because: '',
        refused: { codes: { postgresql: ['55P04'] }, intended: 'without transaction' },
      },
    ],
  },
  'foreign-key-cannot-be-created': {
    fixes: [
      {
        fix: 'Make `…` *',
        proves: ['original refused'],
        because: '',
        refused: { codes: { postgresql: ['42804'], mysql: ['3780', '1005'] }, intended: null },
      },
    ],
    refusal: {
      refused: {
        postgresql: ['42804', '42830', '42P01', '42703', '42P16', '0A000', '42883', '42809', '42846'],
        mysql: ['3780', '1005', '1822', '6125', '1824', '1215', '1506', '1830', '1146', '3734', '1170'],
      },
      because: 'The server takes no key of this form.',
    },
  },
  'implicit-commit-splits-migration': {
    fixes: [
      { fix: 'Remove the transaction around it', proves: SAME, because: 'The transaction never was one.' },
      {
        fix: 'Move the data change to a migration of its own',
        proves: SAME,
        because: 'What fails can be repeated without repeating the rest.',
      },
    ],
  },
  'integrity-checks-left-off': {
    fixes: [
      {
        fix: 'Switch it on again at the end',
        proves: [...SAME, 'restores session'],
        because: '',
        differences: [{ object: /^trigger /, because: 'A trigger that is on again is the fix.' }],
      },
    ],
  },
  'lock-timeout-ineffective': {
    fixes: [
      { fix: 'Set a limit that holds', proves: [...SAME, 'bounded wait'], because: '' },
      {
        fix: 'Wait for a shorter time',
        proves: SAME,
        because: 'The limit of the fixture is longer than a proof waits.',
      },
      { fix: 'Set the limit before the first lock', proves: [...SAME, 'bounded wait'], because: '' },
    ],
  },
  'missing-lock-timeout': {
    fixes: [{ fix: 'Limit the wait for locks in this file', proves: [...SAME, 'bounded wait'], because: '' }],
  },
  'not-supported-by-target': {
    fixes: [
      {
        fix: 'Write it as CHANGE',
        notHere: 'RENAME COLUMN is refused before MySQL 8.0.3 only',
        proves: SAME,
        because: 'None of the servers of the proof is old enough to refuse RENAME COLUMN.',
      },
      {
        fix: 'Quote `…`',
        proves: ['original refused'],
        because: '',
        refused: { codes: { mysql: ['1064'] }, intended: null },
      },
      {
        fix: 'Remove IF NOT EXISTS',
        proves: ['original refused'],
        because: '',
        refused: { codes: { mysql: ['1064'] }, intended: null },
      },
      {
        fix: 'Remove IF EXISTS',
        proves: ['original refused'],
        because: '',
        refused: { codes: { mysql: ['1064'] }, intended: null },
      },
    ],
    refusal: {
      refused: { postgresql: ['42601', '0A000', '42704', '42883'], mysql: ['1064', '1235', '3958'] },
      because: 'A syntax error, or a feature that the server says it has not.',
    },
  },
  'partial-apply-on-failure': {
    fixes: [
      {
        fix: 'Move this statement and what follows to a migration of its own',
        proves: SAME,
        because: 'A file that fails has then done nothing.',
      },
    ],
  },
  'partitioned-table-refuses-operation': {
    fixes: [
      {
        fix: 'Index each partition and attach',
        proves: [...SAME, 'original refused'],
        because: '',
        refused: { codes: { postgresql: ['0A000', '25001'] }, intended: 'without CONCURRENTLY' },
        differences: [
          { object: /^index /, because: 'Indexes of the partitions have the names that the fix gives them.' },
        ],
      },
      {
        fix: 'Add `…`*',
        proves: ['original refused'],
        because: '',
        refused: { codes: { postgresql: ['0A000'], mysql: ['1503'] }, intended: null },
      },
    ],
    refusal: {
      refused: {
        postgresql: ['0A000', '42809', '42P16', '55000'],
        mysql: ['1503', '1506', '1214', '1178', '1564', '1235', '1005'],
      },
      because: 'Not for partitioned tables.',
    },
  },
  'schema-replay-fails': {
    fixes: [
      {
        fix: 'Write `…`',
        proves: ['original refused'],
        because: '',
        refused: {
          codes: {
            postgresql: ['42703', '42P01', '42704', '3F000', '42883'],
            mysql: ['1146', '1054', '1091', '1072', '1051'],
          },
          intended: null,
        },
      },
    ],
    refusal: {
      refused: {
        postgresql: [
          '42703',
          '42P01',
          '42P07',
          '42701',
          '42710',
          '42704',
          '42P16',
          '42883',
          '2BP01',
          '3F000',
          '42830',
          '42809',
        ],
        mysql: [
          '1146',
          '1054',
          '1050',
          '1060',
          '1061',
          '1068',
          '1091',
          '1072',
          '1051',
          '1826',
          '1822',
          '3822',
          '1828',
          '1553',
          '1005',
          '1824',
          '1451',
          '1069',
          '3959',
          '1075',
          '1064',
          '121',
          '3780',
          '6125',
          '4161',
        ],
      },
      because: 'What the statement names is not there, or is there already.',
    },
  },
  'session-setting-leaks': {
    fixes: ['End it with the transaction', 'Take it back at the end of the file'].map(fix => ({
      fix,
      proves: [...SAME, 'restores session'] as const,
      because: '',
    })),
  },
  'transaction-control-conflicts-with-runner': {
    fixes: [
      {
        fix: 'Leave the transaction to the tool',
        proves: SAME,
        because: 'The tool rolls the whole file back again.',
      },
      {
        fix: 'Add COMMIT at the end',
        proves: ['same rows'],
        because: 'The original is lost when the session ends, so that the schemas differ.',
      },
    ],
  },
};

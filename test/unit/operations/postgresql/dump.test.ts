import assert from 'node:assert/strict';
import { splitFile } from '../../../../server/src/syntax/splitter.ts';
import { testReader } from './shownOperations.ts';

/** What pg_dump writes about one table: definition, owner, sequence, rows, keys, index, privileges. */
function dumpedTable(number: number): string {
  const name = `table_${number}`;
  return `--
-- Name: ${name}; Type: TABLE; Schema: public; Owner: app
--

CREATE TABLE public.${name} (
    id bigint NOT NULL,
    name character varying(255) DEFAULT ''::character varying NOT NULL,
    amount numeric(10,2),
    state public.mood DEFAULT 'ok'::public.mood,
    payload jsonb DEFAULT '{}'::jsonb NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    owner_id bigint,
    CONSTRAINT positive CHECK ((amount > (0)::numeric))
);


ALTER TABLE public.${name} OWNER TO app;

--
-- Name: ${name}_id_seq; Type: SEQUENCE; Schema: public; Owner: app
--

CREATE SEQUENCE public.${name}_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


ALTER SEQUENCE public.${name}_id_seq OWNED BY public.${name}.id;

ALTER TABLE ONLY public.${name} ALTER COLUMN id SET DEFAULT nextval('public.${name}_id_seq'::regclass);

COPY public.${name} (id, name, amount) FROM stdin;
1\tone; two\t3.5
2\t'quote\t\\N
\\.


SELECT pg_catalog.setval('public.${name}_id_seq', 2, true);

ALTER TABLE ONLY public.${name}
    ADD CONSTRAINT ${name}_pkey PRIMARY KEY (id);

CREATE INDEX index_${name}_on_name ON public.${name} USING btree (name) WHERE (name IS NOT NULL);

ALTER TABLE ONLY public.${name}
    ADD CONSTRAINT fk_${number} FOREIGN KEY (owner_id) REFERENCES public.table_0(id) ON DELETE CASCADE;

GRANT SELECT ON TABLE public.${name} TO reader;

`;
}

const HEAD = `--
-- PostgreSQL database dump
--

\\restrict k3y

SET statement_timeout = 0;
SET default_with_oids = false;
SELECT pg_catalog.set_config('search_path', '', false);
SET xmloption = content;

CREATE TYPE public.mood AS ENUM (
    'ok',
    'bad'
);

`;
const TAIL = '--\n-- PostgreSQL database dump complete\n--\n\n\\unrestrict k3y\n';
const STATEMENTS_OF_TABLE = 11;

describe('PostgreSQL dumps', () => {
  it('are read in full, rows and commands of psql left aside', async function () {
    this.timeout(60_000);
    const lines = dumpedTable(0).split('\n').length - 1;
    const tables = Math.ceil(50_000 / lines);
    const text = HEAD + Array.from({ length: tables }, (_, number) => dumpedTable(number)).join('') + TAIL;
    assert.ok(text.split('\n').length > 50_000);
    const reader = await testReader();
    const started = process.cpuUsage();
    const { pieces } = splitFile(text, 'postgresql');
    const kinds = new Map<string, number>();
    const count = (kind: string): void => {
      kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
    };
    for (const { kind, sql } of pieces) count(kind === 'sql' ? reader.read(sql).level : kind);
    const milliseconds = process.cpuUsage(started).user / 1000;
    assert.deepEqual(Object.fromEntries(kinds), {
      'client-command': 2,
      'copy-data': tables,
      full: 5 + STATEMENTS_OF_TABLE * tables,
    });
    // Well under a second once bundled and on an idle core; the limit leaves room for a busy machine and tests.
    assert.ok(milliseconds < 8000, `${milliseconds} ms`);
  });
});

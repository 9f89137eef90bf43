-- engine: mysql@8.4
CREATE TABLE notes (id bigint PRIMARY KEY, body text DEFAULT 'x');

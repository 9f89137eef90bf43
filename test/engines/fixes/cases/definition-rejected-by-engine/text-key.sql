-- engine: mysql@8.4
CREATE TABLE pages (id bigint PRIMARY KEY, body text, KEY pages_body (body));

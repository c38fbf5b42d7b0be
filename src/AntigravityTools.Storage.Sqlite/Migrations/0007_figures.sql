-- A row keeps what differs from request to request as one value; what was decided, tried and lost is shared by many and rests once.
CREATE TABLE explanations (
  id INTEGER PRIMARY KEY, -- a hash of the body
  body TEXT NOT NULL, -- JSON
  last_day INTEGER NOT NULL -- the day (UTC) of the newest row that has it
) STRICT;

DROP INDEX requests_by_facet;
DROP INDEX requests_by_error;
ALTER TABLE requests RENAME TO wide_requests;

CREATE TABLE requests (
  seq INTEGER PRIMARY KEY, -- when it started, moved on by a tick where another row has it; instants are UTC ticks of 100 ns since 0001-01-01
  moved INTEGER NOT NULL, -- by how many ticks
  facet INTEGER NOT NULL,
  error INTEGER,
  explanation INTEGER NOT NULL,
  id TEXT NOT NULL UNIQUE,
  figures BLOB NOT NULL -- FiguresWriter says what is in it
) STRICT;

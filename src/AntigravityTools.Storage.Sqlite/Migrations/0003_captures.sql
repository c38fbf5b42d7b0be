-- Bodies that the user had captured; "body" is encrypted by the protector named beside it.
CREATE TABLE captures (
  id TEXT PRIMARY KEY,
  at INTEGER NOT NULL, -- instants are UTC ticks of 100 ns since 0001-01-01
  bytes INTEGER NOT NULL,
  protector TEXT NOT NULL,
  body BLOB NOT NULL
) STRICT;

CREATE INDEX captures_by_time ON captures (at, id, bytes);

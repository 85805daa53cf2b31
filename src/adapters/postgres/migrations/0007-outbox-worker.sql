-- A worker locks the messages that it takes, which asks for the right to change a row; it changes none.
GRANT UPDATE (xid) ON ledger.outbox TO vigil_app;

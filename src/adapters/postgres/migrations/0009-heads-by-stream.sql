-- Verification reads the heads that checkpoints saw in the order of their streams, beside the events.
CREATE INDEX checkpoint_change_by_stream ON ledger.checkpoint_change (study_id, stream_id, version, number);

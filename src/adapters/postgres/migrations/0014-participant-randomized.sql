-- The public part of a randomization, for lists and the gauge. Rows of before are filled by a rebuild.
ALTER TABLE projection.participant ADD COLUMN randomized jsonb;

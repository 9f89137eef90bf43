ALTER TABLE payments ADD COLUMN reference_id VARCHAR(64) NOT NULL AFTER customer_id;

ALTER TABLE payments MODIFY status VARCHAR(100);

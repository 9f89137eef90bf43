CREATE TABLE payments (
    id          BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
    customer_id BIGINT UNSIGNED NOT NULL,
    amount      DECIMAL(12, 2) NOT NULL,
    status      VARCHAR(50) NOT NULL DEFAULT 'new' COMMENT 'state of the transfer',
    created_at  DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    KEY payments_customer (customer_id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4;

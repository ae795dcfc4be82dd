"""What one sees before the store is open: the first start and the lock screen."""

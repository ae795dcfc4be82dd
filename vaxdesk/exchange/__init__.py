"""Out and back: cards, sealed packages, receipts, sticks, the platform's workbook (``FORMAT.md``)."""

"""The two readers of a page: the text layer (pdfplumber) and the picture (PaddleOCR). Imported on first use only."""

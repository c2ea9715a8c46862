from reports.models.document import Document, DocumentKind

__all__ = ["Document", "DocumentKind"]

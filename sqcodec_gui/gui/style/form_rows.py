"""Names of fields stand at the height of the first line of what they name."""

from PySide6.QtWidgets import QBoxLayout, QFormLayout, QLayoutItem

_HORIZONTAL = (QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.RightToLeft)


def line_up(form: QFormLayout) -> None:
    """Line up the names of all rows of a form that has been built; Qt sets them by a rule of thumb."""
    for row in range(form.rowCount()):
        name = form.itemAt(row, QFormLayout.ItemRole.LabelRole)
        field = form.itemAt(row, QFormLayout.ItemRole.FieldRole)
        label = name.widget() if name is not None else None
        if label is not None and field is not None:
            label.setFixedHeight(max(label.sizeHint().height(), _first_line_px(field)))


def _first_line_px(item: QLayoutItem) -> int:
    """Return the height of what is at the top: of things beside each other, of the highest one."""
    widget = item.widget()
    layout = item.layout() or (widget.layout() if widget is not None else None)
    if layout is None or layout.count() == 0:
        if widget is None:
            return item.sizeHint().height()
        widget.ensurePolished()
        # Not the hint of the item, which is nothing before the form has its window.
        return min(widget.sizeHint().height(), widget.maximumHeight())
    parts = [part for part in (layout.itemAt(number) for number in range(layout.count())) if part is not None]
    if isinstance(layout, QBoxLayout) and layout.direction() in _HORIZONTAL:
        return max(map(_first_line_px, parts))
    return _first_line_px(parts[0])

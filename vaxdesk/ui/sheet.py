"""The style sheet, with the names of tokens where colours and sizes go (``string.Template``)."""

from __future__ import annotations

STYLE_SHEET = """
QWidget { color: $text; }
QWidget#ground, QDialog, QMainWindow { background: $bg; }
QWidget#surface { background: $surface; }
QToolTip { background: $surface; color: $text; border: 1px solid $edge; padding: 4px; }

QLabel { background: transparent; }
QLabel[step="figure"] { font-size: $pt_figure; font-weight: 600; }
QLabel[step="page"] { font-size: $pt_page; font-weight: 600; }
QLabel[step="name"] { font-size: $pt_name; font-weight: 600; }
QLabel[step="dialog"] { font-size: $pt_dialog; font-weight: 600; }
QLabel[step="head"] { font-size: $pt_head; font-weight: 600; }
QLabel[step="body"] { font-size: $pt_body; }
QLabel[step="small"] { font-size: $pt_small; }
QLabel[step="tiny"] { font-size: $pt_tiny; }
QLabel[bold="true"] { font-weight: 600; }
QLabel[tone="text2"] { color: $text2; }
QLabel[tone="text3"] { color: $text3; }
QLabel[tone="accent"] { color: $accent; }
QLabel[tone="ok"] { color: $ok; }
QLabel[tone="err"] { color: $err; }
QLabel[tone="warn"] { color: $warn; }
QLabel[tone="wait"] { color: $wait; }
QLabel[tone="neu"] { color: $neu; }

QFrame[kind="card"] { background: $surface; border: 1px solid $line; border-radius: 8px; }
QFrame[kind="card-edge"] { background: $surface; border: 1px solid $edge; border-radius: 8px; }
QFrame[kind="card-sunk"] { background: $sunk; border: 1px solid $line; border-radius: 8px; }
QFrame[kind="card-ok"] { background: $surface; border: 1px solid $ok; border-left: 4px solid $ok; border-radius: 8px; }
QFrame[kind="card-err"] { background: $sunk; border: 1px solid $line; border-left: 4px solid $err; border-radius: 8px; }
QFrame[kind="card-warn"] { background: $sunk; border: 1px solid $line; border-left: 4px solid $warn;
  border-radius: 8px; }
QFrame[kind="card-info"] { background: $surface; border: 1px solid $line; border-left: 4px solid $accent;
  border-radius: 8px; }
QFrame[kind="card-drop"] { background: $sunk; border: 2px dashed $edge; border-radius: 8px; }
QFrame[kind="refusal"] { background: $surface; border: 1px solid $edge; }
QFrame[kind="distrust"] { background: $surface; border: 2px solid $err; }
QFrame[kind="note-warn"] { background: $warns; border: none; border-radius: 6px; }
QFrame[kind="note-err"] { background: $errs; border: none; border-radius: 6px; }
QFrame[kind="bar"] { background: $sunk; border: none; border-top: 1px solid $line; }
QFrame[kind="head"] { background: transparent; border: none; border-bottom: 1px solid $line; }
QFrame[kind="pane"] { background: $surface; border: none; }
QFrame[kind="pane-left"] { background: $surface; border: none; border-right: 1px solid $line; }
QFrame[kind="pane-right"] { background: $surface; border: none; border-left: 1px solid $line; }
QFrame[kind="ground-left"] { background: $bg; border: none; border-right: 1px solid $line; }
QFrame[kind="rail"] { background: $rail; border: none; border-right: 1px solid $line; }
QFrame[kind="side"] { background: $sunk; border: none; border-right: 1px solid $line;
  border-top-left-radius: 8px; border-bottom-left-radius: 8px; }
QFrame[kind="plain"] { background: transparent; border: none; }
QFrame[kind="step"] { background: $surface; border: none; border-top: 1px solid $line; }
QFrame[kind="rule"] { background: $line; border: none; max-height: 1px; min-height: 1px; }
QFrame[kind="rule-down"] { background: $line; border: none; max-width: 1px; min-width: 1px; }

QLineEdit, QPlainTextEdit, QComboBox, QDateEdit, QSpinBox {
  background: $surface; color: $text; border: 1px solid $edge; border-radius: 6px; padding: 0px 10px;
  selection-background-color: $accent; selection-color: $onacc; }
QLineEdit, QComboBox, QDateEdit, QSpinBox { min-height: ${control}px; }
QPlainTextEdit { padding: 6px 9px; }
QLineEdit:focus, QPlainTextEdit:focus, QComboBox:focus, QDateEdit:focus, QSpinBox:focus {
  border: 2px solid $accent; padding: 0px 9px; }
QLineEdit:focus, QComboBox:focus, QDateEdit:focus, QSpinBox:focus { min-height: ${control_focused}px; }
QPlainTextEdit:focus { padding: 5px 8px; }
QLineEdit[size="large"] { min-height: ${large}px; padding: 0px 13px; }
QLineEdit[size="large"]:focus { min-height: ${large_focused}px; padding: 0px 12px; }
QLineEdit:disabled, QComboBox:disabled { background: $sunk; color: $text3; }
QLineEdit[inner="true"], QLineEdit[inner="true"]:focus { border: none; padding: 0px; background: transparent;
  min-height: 20px; margin: 0px; }
QComboBox::drop-down { border: none; width: 26px; }
QComboBox QAbstractItemView { background: $surface; border: 1px solid $edge; selection-background-color: $asoft;
  selection-color: $text; outline: 0px; padding: 2px; }
QComboBox QAbstractItemView::item { min-height: ${small}px; padding: 2px 8px; }

QCheckBox, QRadioButton { spacing: 8px; min-height: 24px; background: transparent; }

QMenu { background: $surface; border: 1px solid $edge; padding: 4px; }
QMenu::item { padding: 7px 28px 7px 14px; border-radius: 4px; }
QMenu::item:selected { background: $asoft; }
QMenu::item:disabled { color: $text3; }
QMenu::separator { height: 1px; background: $line; margin: 4px 8px; }

QScrollArea { background: transparent; border: none; }
QScrollArea > QWidget > QWidget#scrolled { background: transparent; }
QAbstractItemView { background: $surface; border: none; outline: 0px; selection-background-color: $asoft;
  selection-color: $text; gridline-color: $line; }
QAbstractItemView[ground="rail"] { background: $rail; }
QAbstractItemView[ground="bg"] { background: $bg; }
QHeaderView { background: $sunk; border: none; }
QHeaderView::section { background: $sunk; color: $text2; font-size: $pt_small; font-weight: 600; border: none;
  border-bottom: 1px solid $line; padding: 6px 8px; }
QTableCornerButton::section { background: $sunk; border: none; border-bottom: 1px solid $line;
  border-right: 1px solid $line; }
QAbstractScrollArea::corner { background: transparent; border: none; }
QTableView::item { padding: 0px 8px; border-bottom: 1px solid $line; }
QTableView::item:selected { background: $asoft; color: $text; }

QScrollBar:vertical { background: transparent; width: 14px; margin: 0px; }
QScrollBar:horizontal { background: transparent; height: 14px; margin: 0px; }
QScrollBar::handle { background: $edge; border-radius: 4px; }
QScrollBar::handle:vertical { min-height: 32px; margin: 3px; }
QScrollBar::handle:horizontal { min-width: 32px; margin: 3px; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0px; height: 0px; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }

QProgressBar { background: $neus; border: none; border-radius: 4px; max-height: 8px; min-height: 8px; }
QProgressBar::chunk { background: $accent; border-radius: 4px; }
QSplitter::handle { background: transparent; }
QSplitter::handle:horizontal { width: 7px; border-left: 1px solid $line; }
QSplitter::handle:vertical { height: 7px; border-top: 1px solid $line; }
"""

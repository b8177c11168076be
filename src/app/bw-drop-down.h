/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* A long name of a drop-down of strings is shortened in the button, where it would make the window wider
 * than the screen: in the middle, since of two of one kind often only the end tells which is which. In
 * the list it is whole. */
void bw_drop_down_shorten (GtkDropDown *drop_down);
void bw_combo_row_shorten (AdwComboRow *row);

G_END_DECLS

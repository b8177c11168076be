/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/bw-summary.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* The Library page: what is in the library, where it came from, and what can be done with it. */
#define BW_TYPE_LIBRARY_PAGE (bw_library_page_get_type ())
G_DECLARE_FINAL_TYPE (BwLibraryPage, bw_library_page, BW, LIBRARY_PAGE, AdwBin)

GtkWidget *bw_library_page_new (void);

/* @summary is read, not kept. @path is the library's file. */
void bw_library_page_set_summary (BwLibraryPage   *self,
                                  const BwSummary *summary,
                                  const char      *path);

/* Scrolls to the newest import, opens it, and gives it the focus. */
void bw_library_page_show_newest_import (BwLibraryPage *self);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Writes @pdf into $BW_TEST_PICTURES where that is set, to be looked at. */
void bw_test_pdf_keep (GBytes     *pdf,
                       const char *name);

/* The text of a PDF as another program reads it, a string a page; %NULL with the test skipped where that
 * is absent. Returns: (transfer full) (nullable) */
char **bw_test_pdf_read (GBytes *pdf);

/* All pages as one line of words. Returns: (transfer full) */
char *bw_test_pdf_join (char **pages);

G_END_DECLS

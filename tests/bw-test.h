/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* The path of a file or folder of the reference data that lies beside the checkout (`../shared`),
 * or %NULL after marking the running test as skipped where it is absent.
 * Returns: (transfer full) (nullable) */
char *bw_test_shared (const char *relative);

/* A fresh folder, removed with all it holds by bw_test_remove_folder().
 * Returns: (transfer full) */
char *bw_test_make_folder (void);
void bw_test_remove_folder (char *path);

/* Fails unless |a − b| ≤ tolerance; neither may be NaN. */
#define bw_assert_near(a, b, tolerance)                                                         \
  G_STMT_START                                                                                  \
  {                                                                                             \
    double a_ = (a), b_ = (b), t_ = (tolerance);                                                \
    if (!(ABS (a_ - b_) <= t_))                                                                 \
      {                                                                                         \
        char *s_ = g_strdup_printf (#a " = %.17g is not within %g of " #b " = %.17g", a_, t_, b_); \
        g_assertion_message (G_LOG_DOMAIN, __FILE__, __LINE__, G_STRFUNC, s_);                  \
      }                                                                                         \
  }                                                                                             \
  G_STMT_END

G_END_DECLS

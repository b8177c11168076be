/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/bw-error.h"

#include <gio/gio.h>

static void
test_cancelled (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (bw_set_cancelled (&error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_false (bw_set_cancelled (NULL));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/error/cancelled", test_cancelled);
  return g_test_run ();
}

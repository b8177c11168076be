/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "comparator/bw-model-in-use.h"

#include "bw-test.h"

#include <string.h>

static gint64
add (BwLibrary  *library,
     const char *kind,
     gint64      trained_ms)
{
  g_autoptr (BwModelRow) row = bw_model_row_new ();
  g_autoptr (GError) error = NULL;

  row->kind = g_strdup (kind);
  row->trained_ms = trained_ms;
  row->fingerprint = g_strdup_printf ("%" G_GINT64_FORMAT, trained_ms);
  row->configuration = g_strdup ("{}");
  row->metrics = g_strdup ("{}");
  row->weights = g_bytes_new_static ("w", 1);
  bw_library_add_model (library, row, &error);
  g_assert_no_error (error);
  return row->id;
}

static gint64
get (BwLibrary *library)
{
  g_autoptr (GError) error = NULL;
  gint64 id = -1;

  g_assert_true (bw_library_get_comparator_model_id (library, &id, &error));
  g_assert_no_error (error);
  return id;
}

static void
choose (BwLibrary *library,
        gint64     id)
{
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, id);
  g_autoptr (GError) error = NULL;

  bw_library_set_setting (library, BW_COMPARATOR_MODEL_SETTING, text, &error);
  g_assert_no_error (error);
}

static void
test_in_use (void)
{
  char *folder = bw_test_make_folder ();
  g_autofree char *path = g_build_filename (folder, "me.beatwise", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (BwLibrary) library = bw_library_open (path, BW_LIBRARY_CREATE, &error);
  gint64 old, newest, forecaster;

  g_assert_no_error (error);
  g_assert_cmpint (get (library), ==, 0);
  forecaster = add (library, "lstm-default", 9000);
  g_assert_cmpint (get (library), ==, 0);
  old = add (library, "comparator-published", 1000);
  newest = add (library, "comparator-default", 2000);
  g_assert_cmpint (get (library), ==, newest);
  choose (library, old);
  g_assert_cmpint (get (library), ==, old);
  /* Another's model is not the comparator's. */
  choose (library, forecaster);
  g_assert_cmpint (get (library), ==, newest);
  choose (library, old);
  bw_library_delete_model (library, old, &error);
  g_assert_no_error (error);
  g_assert_cmpint (get (library), ==, newest);
  g_clear_pointer (&library, bw_library_close);
  bw_test_remove_folder (folder);
}

static BwModelRow *
make (const char *weights)
{
  BwModelRow *row = bw_model_row_new ();

  row->kind = g_strdup ("comparator-published");
  row->configuration = g_strdup ("{}");
  row->weights = g_bytes_new (weights, strlen (weights));
  return row;
}

/* What comes into the library is in use from then on; two files that tell nothing of where they come
 * from are two models, and the same one twice is one. */
static void
test_keep (void)
{
  char *folder = bw_test_make_folder ();
  g_autofree char *path = g_build_filename (folder, "me.beatwise", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (BwLibrary) library = bw_library_open (path, BW_LIBRARY_CREATE, &error);
  g_autoptr (BwModelRow) one = make ("one"), other = make ("other"), again = make ("one");
  g_autoptr (BwModelRow) kept = NULL;
  gint64 before = g_get_real_time () / 1000, forecaster;

  g_assert_no_error (error);
  forecaster = add (library, "lstm-default", 9000);
  g_assert_true (bw_library_keep_comparator_model (library, one, "Autumn", &error));
  g_assert_cmpint (get (library), ==, one->id);
  other->trained_ms = 1;
  g_assert_true (bw_library_keep_comparator_model (library, other, NULL, &error));
  g_assert_cmpint (other->id, !=, one->id);
  g_assert_cmpint (get (library), ==, other->id);
  g_assert_true (bw_library_keep_comparator_model (library, again, NULL, &error));
  g_assert_cmpint (again->id, ==, one->id);
  g_assert_cmpint (get (library), ==, one->id);
  kept = bw_library_get_model (library, NULL, one->id, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (kept->name, ==, "Autumn");
  g_assert_cmpint (kept->trained_ms, >=, before);

  g_assert_true (bw_library_set_comparator_model_id (library, other->id, &error));
  g_assert_cmpint (get (library), ==, other->id);
  g_assert_false (bw_library_set_comparator_model_id (library, forecaster, &error));
  g_assert_error (error, BW_ERROR, BW_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_false (bw_library_set_comparator_model_id (library, 4711, &error));
  g_assert_error (error, BW_ERROR, BW_ERROR_NOT_FOUND);
  g_assert_cmpint (get (library), ==, other->id);
  g_clear_pointer (&library, bw_library_close);
  bw_test_remove_folder (folder);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model-in-use/in-use", test_in_use);
  g_test_add_func ("/model-in-use/keep", test_keep);
  return g_test_run ();
}

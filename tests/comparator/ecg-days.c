/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bw-test.h"
#include "ecg-days.h"

#include <stdarg.h>

#include "import/bw-import.h"

BwLibrary *
ecg_days_open (void)
{
  g_autofree char *source = bw_test_shared ("data/ecg-glucose");
  g_autofree char *folder = NULL, *path = NULL;
  g_autoptr (BwImportResult) result = NULL;
  g_autoptr (GError) error = NULL;
  BwLibrary *library;

  if (source == NULL)
    return NULL;
  folder = bw_test_make_folder ();
  path = g_build_filename (folder, "days.beatwise", NULL);
  library = bw_library_open (path, BW_LIBRARY_CREATE, &error);
  g_assert_no_error (error);
  bw_library_set_setting (library, "zone", "UTC", &error);
  g_assert_no_error (error);
  result
      = bw_import_paths (library, (const char *const[]) { source, NULL }, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  return library;
}

void
ecg_days_close (BwLibrary *library)
{
  char *folder = g_path_get_dirname (bw_library_get_path (library));

  bw_library_close (library);
  bw_test_remove_folder (folder);
}

BwBeatSet *
ecg_days_read (void)
{
  BwLibrary *library = ecg_days_open ();
  g_autoptr (GError) error = NULL;
  BwBeatSet *set;

  if (library == NULL)
    return NULL;
  set = bw_beat_set_read (library, TRUE, "", 1, NULL, NULL, &error);
  g_assert_no_error (error);
  ecg_days_close (library);
  return set;
}

GArray *
ecg_days_list (guint32 first, ...)
{
  GArray *days = g_array_new (FALSE, FALSE, sizeof (guint32));
  va_list more;

  va_start (more, first);
  for (guint32 day = first; day != 0; day = va_arg (more, guint32))
    g_array_append_val (days, day);
  va_end (more);
  return days;
}

GArray *
ecg_days_training (void)
{
  return ecg_days_list (20230921, 20230923, 20230925, 20230927, 20230928, 20230930, 20231005,
                        20231008, 0);
}

GArray *
ecg_days_validation (void)
{
  return ecg_days_list (20230924, 20231006, 0);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli-mornings.h"

#include "made-up-library.h"

static char *mornings;

void
mornings_make (void)
{
  const MadeUpDay days[MORNINGS_DAYS + 1] = {
    { 20230921, MORNINGS_FASTING, MORNINGS_GLUCOSE, 0 },
    { 20230922, MORNINGS_FASTING, MORNINGS_GLUCOSE, 0 },
    { 20230923, MORNINGS_FASTING, MORNINGS_GLUCOSE, 0 },
    { 20230924, MORNINGS_FASTING, MORNINGS_GLUCOSE, 0 },
    { 20230925, MORNINGS_FASTING, MORNINGS_GLUCOSE, MORNINGS_MORE },
  };
  BwLibrary *library = made_up_library_open (days, 7);
  g_autoptr (GError) error = NULL;

  mornings = cli_path ("mornings.beatwise");
  bw_library_back_up (library, mornings, NULL, NULL, &error);
  g_assert_no_error (error);
  made_up_library_close (library);
}

void
mornings_free (void)
{
  g_clear_pointer (&mornings, g_free);
}

const char *
mornings_path (void)
{
  return mornings;
}

char *
mornings_copy (const char *name)
{
  char *path = cli_path (name);
  g_autoptr (GFile) from = g_file_new_for_path (mornings);
  g_autoptr (GFile) to = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;

  g_file_copy (from, to, G_FILE_COPY_NONE, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  return path;
}

char *
mornings_get_model (JsonNode *object)
{
  return g_strdup_printf ("%" G_GINT64_FORMAT, cli_get_int (object, "model"));
}

JsonNode *
mornings_train (const char *file,
                const char *seed)
{
  return cli_call_json (file, "comparator", "train", "--mode=published", "--epochs=1",
                        "--train-days=2023-09-21,2023-09-22,2023-09-23", "--val-days=2023-09-24",
                        "--seed", seed, NULL);
}

JsonNode *
mornings_train_plain (const char *file)
{
  return cli_call_json (file, "comparator", "train", "--net=logistic",
                        "--train-days=2023-09-21,2023-09-22,2023-09-23", "--val-days=2023-09-24",
                        NULL);
}

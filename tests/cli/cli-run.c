/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli-run.h"

#include "bw-test.h"

static char *program;
static char *folder;

gboolean
cli_set_up (int    argc,
            char **argv)
{
  if (argc < 2)
    {
      g_printerr ("usage: %s BEATWISE-CLI\n", argv[0]);
      return FALSE;
    }
  program = g_canonicalize_filename (argv[1], NULL);
  folder = bw_test_make_folder ();
  return TRUE;
}

void
cli_tear_down (void)
{
  g_clear_pointer (&program, g_free);
  g_clear_pointer (&folder, bw_test_remove_folder);
}

const char *
cli_program (void)
{
  return program;
}

const char *
cli_folder (void)
{
  return folder;
}

char *
cli_path (const char *name)
{
  return g_build_filename (folder, name, NULL);
}

char *
cli_read (const char *path)
{
  char *text = NULL;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  return text;
}

GSubprocess *
cli_start (const char        *locale,
           const char *const *words)
{
  g_autoptr (GSubprocessLauncher) launcher = NULL;
  g_autoptr (GError) error = NULL;
  GSubprocess *process;

  launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE
                                        | G_SUBPROCESS_FLAGS_STDERR_PIPE);
  g_subprocess_launcher_setenv (launcher, "XDG_DATA_HOME", folder, TRUE);
  if (locale != NULL)
    {
      const char *locales = g_getenv ("BW_TEST_LOCALES");

      g_subprocess_launcher_setenv (launcher, "LC_ALL", locale, TRUE);
      if (locales != NULL)
        g_subprocess_launcher_setenv (launcher, "LOCPATH", locales, TRUE);
    }
  process = g_subprocess_launcher_spawnv (launcher, words, &error);
  g_assert_no_error (error);
  return process;
}

static char *
text_of (GBytes *bytes)
{
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);

  return length > 0 ? g_strndup (data, length) : g_strdup ("");
}

void
cli_finish (GSubprocess *process,
            Run         *run)
{
  g_autoptr (GBytes) out = NULL;
  g_autoptr (GBytes) err = NULL;
  g_autoptr (GError) error = NULL;

  g_subprocess_communicate (process, NULL, NULL, &out, &err, &error);
  g_assert_no_error (error);
  run->out = text_of (out);
  run->err = text_of (err);
  run->status = g_subprocess_get_if_exited (process) ? g_subprocess_get_exit_status (process)
                                                     : -g_subprocess_get_term_sig (process);
}

Run
cli_call (const char *first,
          ...)
{
  g_autoptr (GPtrArray) argv = g_ptr_array_new ();
  g_autoptr (GSubprocess) process = NULL;
  Run run = { 0 };
  va_list words;

  g_ptr_array_add (argv, program);
  va_start (words, first);
  for (const char *word = first; word != NULL; word = va_arg (words, const char *))
    g_ptr_array_add (argv, (char *) word);
  va_end (words);
  g_ptr_array_add (argv, NULL);
  process = cli_start (NULL, (const char *const *) argv->pdata);
  cli_finish (process, &run);
  return run;
}

JsonNode *
cli_call_json (const char *library,
               const char *first,
               ...)
{
  g_autoptr (GPtrArray) argv = g_ptr_array_new ();
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  g_autoptr (GError) error = NULL;
  g_auto (Run) run = { 0 };
  va_list words;

  g_ptr_array_add (argv, program);
  g_ptr_array_add (argv, (char *) "--library");
  g_ptr_array_add (argv, (char *) library);
  g_ptr_array_add (argv, (char *) "--json");
  va_start (words, first);
  for (const char *word = first; word != NULL; word = va_arg (words, const char *))
    g_ptr_array_add (argv, (char *) word);
  va_end (words);
  g_ptr_array_add (argv, NULL);

  process = cli_start (NULL, (const char *const *) argv->pdata);
  cli_finish (process, &run);
  cli_assert_done (&run);
  json_parser_load_from_data (parser, run.out, -1, &error);
  g_assert_no_error (error);
  return json_parser_steal_root (parser);
}

void
cli_assert_keys (JsonObject *object,
                 const char *keys)
{
  g_auto (GStrv) wanted = g_strsplit (keys, " ", -1);

  for (guint i = 0; wanted[i] != NULL; i++)
    {
      g_auto (GStrv) parts = g_strsplit (wanted[i], ":", 2);
      JsonNode *node = json_object_get_member (object, parts[0]);
      gboolean ok = FALSE;

      if (node == NULL)
        g_error ("there is no “%s”", parts[0]);
      if (JSON_NODE_HOLDS_NULL (node) && g_ascii_isupper (parts[1][0]))
        continue;
      switch (g_ascii_tolower (parts[1][0]))
        {
        case 'i':
          ok = json_node_get_value_type (node) == G_TYPE_INT64;
          break;
        case 'd':
          ok = json_node_get_value_type (node) == G_TYPE_DOUBLE
               || json_node_get_value_type (node) == G_TYPE_INT64;
          break;
        case 's':
          ok = json_node_get_value_type (node) == G_TYPE_STRING;
          break;
        case 't':
          ok = json_node_get_value_type (node) == G_TYPE_STRING
               && g_regex_match_simple ("^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?"
                                        "(Z|[+-]\\d\\d:\\d\\d)$",
                                        json_node_get_string (node), 0, 0);
          break;
        case 'b':
          ok = json_node_get_value_type (node) == G_TYPE_BOOLEAN;
          break;
        case 'a':
          ok = JSON_NODE_HOLDS_ARRAY (node);
          break;
        case 'o':
          ok = JSON_NODE_HOLDS_OBJECT (node);
          break;
        default:
          g_assert_not_reached ();
        }
      if (!ok)
        g_error ("“%s” is not “%s”", parts[0], parts[1]);
    }
}

JsonObject *
cli_element (JsonNode *array,
             guint     i)
{
  return json_array_get_object_element (json_node_get_array (array), i);
}

guint
cli_length (JsonNode *array)
{
  return json_array_get_length (json_node_get_array (array));
}

guint
cli_member_length (JsonNode   *object,
                   const char *name)
{
  return json_array_get_length (
    json_object_get_array_member (json_node_get_object (object), name));
}

gint64
cli_get_int (JsonNode   *object,
             const char *name)
{
  return json_object_get_int_member (json_node_get_object (object), name);
}

void
cli_assert_done (const Run *run)
{
  g_assert_cmpstr (run->err, ==, "");
  g_assert_cmpint (run->status, ==, 0);
}

guint
cli_count_lines (const char *text)
{
  guint n = 0;

  for (; *text != '\0'; text++)
    n += *text == '\n';
  return n;
}

gint64
cli_count_records (const char *library)
{
  g_autoptr (JsonNode) info = cli_call_json (library, "info", NULL);

  return json_object_get_int_member (json_node_get_object (info), "records");
}

void
run_clear (Run *run)
{
  g_clear_pointer (&run->out, g_free);
  g_clear_pointer (&run->err, g_free);
}

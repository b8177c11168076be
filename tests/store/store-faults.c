/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store-faults.h"

#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "store/bw-library-private.h"

static G_NORETURN void
change_with_room (const char   *path,
                  gsize         room,
                  FaultsChange  change)
{
  struct rlimit limit = { room, room };
  g_autoptr (GError) error = NULL;
  BwLibrary *library;
  int result = 0;

  signal (SIGXFSZ, SIG_IGN);
  setrlimit (RLIMIT_FSIZE, &limit);
  library = bw_library_open (path, BW_LIBRARY_WRITE, &error);
  if (library == NULL || !change (library, &error))
    result = g_error_matches (error, BW_ERROR, BW_ERROR_NO_SPACE) ? 1 : 2;
  bw_library_close (library);
  _exit (result);
}

void
faults_fill_disk (Fixture      *fixture,
                  gsize         first,
                  gsize         step,
                  FaultsChange  change)
{
  g_autofree char *before = NULL;
  gboolean done = FALSE;
  guint failures = 0;

  g_clear_pointer (&fixture->library, bw_library_close);
  before = fixture_dump (fixture->path);

  for (gsize room = first; !done; room += step)
    {
      int status;
      pid_t child = fork ();

      if (child == 0)
        change_with_room (fixture->path, room, change);
      waitpid (child, &status, 0);
      g_assert_true (WIFEXITED (status));
      g_assert_cmpint (WEXITSTATUS (status), <=, 1);
      done = WEXITSTATUS (status) == 0;
      if (!done)
        {
          g_autofree char *after = fixture_dump (fixture->path);

          g_assert_cmpstr (after, ==, before);
          failures++;
        }
      g_assert_cmpuint (failures, <, 100);
    }
  g_assert_cmpuint (failures, >, 3);
}

void
faults_kill (Fixture     *fixture,
             FaultsWrite  write_on)
{
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;
  int pipe_fds[2];
  int status;
  pid_t child;
  char byte;

  g_clear_pointer (&fixture->library, bw_library_close);
  before = fixture_dump (fixture->path);

  g_assert_cmpint (pipe (pipe_fds), ==, 0);
  child = fork ();
  if (child == 0)
    {
      close (pipe_fds[0]);
      write_on (bw_library_open (fixture->path, BW_LIBRARY_WRITE, NULL), pipe_fds[1]);
      _exit (1);
    }
  close (pipe_fds[1]);
  g_assert_cmpint (read (pipe_fds[0], &byte, 1), ==, 1);
  g_assert_cmpint (kill (child, SIGKILL), ==, 0);
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  close (pipe_fds[0]);

  fixture->library = bw_library_open (fixture->path, BW_LIBRARY_WRITE, &error);
  g_assert_no_error (error);
  fixture_check (fixture->library, NULL);
  after = fixture_dump (fixture->path);
  g_assert_cmpstr (after, ==, before);
}

void
faults_refuse (Fixture            *fixture,
               const FaultsChange *changes,
               guint               n_changes)
{
  g_autoptr (BwLibrary) other = NULL;
  g_autofree char *before = fixture_dump (fixture->path);
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;

  other = bw_library_open (fixture->path, BW_LIBRARY_WRITE, &error);
  g_assert_no_error (error);
  sqlite3_busy_timeout (other->db, 20);
  bw_library_begin (fixture->library, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < n_changes; i++)
    {
      g_assert_false (changes[i](other, &error));
      g_assert_error (error, BW_ERROR, BW_ERROR_BUSY);
      g_clear_error (&error);
    }
  bw_library_rollback (fixture->library);

  fixture_reopen (fixture, BW_LIBRARY_READ);
  for (guint i = 0; i < n_changes; i++)
    {
      g_assert_false (changes[i](fixture->library, &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_READ_ONLY);
      g_clear_error (&error);
    }
  after = fixture_dump (fixture->path);
  g_assert_cmpstr (after, ==, before);
  for (guint i = 0; i < n_changes; i++)
    {
      g_assert_true (changes[i](other, &error));
      g_assert_no_error (error);
    }
}

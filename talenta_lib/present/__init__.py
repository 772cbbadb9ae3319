"""What people see: theme, board, marks, figures, tables, Excel, PDF, Lembar Profil."""
